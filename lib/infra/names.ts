/** A name that the runbook can be read with, e.g. `forewarn-prod-slack`. */
export function nameOf(stage: string, name: string): string {
  return `forewarn-${stage}-${name}`;
}
