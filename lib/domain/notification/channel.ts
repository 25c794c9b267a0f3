/** What is so of every channel of a kind. */
export interface ChannelFacts {
  /**
   * A team names it for its model, so what it takes was told to that team. Nobody knows who listens to what is not chosen:
   * it counts only if the team chose nothing else.
   */
  readonly chosen: boolean;
  /** What one message there is about: all models of a team, or each by itself. */
  readonly about: 'team' | 'model';
  /** What was sent there is kept true, and what follows goes on below it. */
  readonly lasting: boolean;
  /** The reminders of a day are one message. */
  readonly gathers: boolean;
  /** Weekly digests arrive there. */
  readonly digests: boolean;
}

/** A row of the table in `channels.ts`: a kind's facts, and what is said of one of its places. */
export interface ChannelRow<Target> extends ChannelFacts {
  /** As people name it. */
  readonly name: (target: Target) => string;
  /** The place as a text for ids: the same place is the same text, whoever is mentioned there. Empty: there is only one. */
  readonly place: (target: Target) => string;
  /** One FIFO group each: what goes there arrives in order, and what fails there holds up nothing else. */
  readonly group: (target: Target, team: string) => string;
}
