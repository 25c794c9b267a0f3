import type { CliError } from '../exit.ts';
import { visible } from '../output/escape.ts';
import { githubErrors } from '../output/github.ts';
import { renderJson } from '../output/json.ts';
import { placeText } from '../output/place.ts';
import type { Session } from './session.ts';

/** Tells what ended a command: on stderr for people, and on stdout in the format that a machine asked for. */
export function printError(session: Session, error: CliError, { stdout }: { readonly stdout: boolean }): void {
  const { code, message, places, exit } = error;
  const [first = '', ...rest] = message.split('\n').map((line) => line.trimEnd());
  const lines = [
    `error: ${visible(first)}`,
    ...rest.map((line) => `  ${visible(line.trim())}`),
    // A message about one place has said it already.
    ...places.filter(({ detail }) => !message.includes(detail)).map((place) => `  ${placeText(place)}`),
  ];
  session.note(lines.join('\n'));
  if (session.format === 'github' && stdout)
    session.world.stdout.write(
      githubErrors(
        message,
        places.map((place) => ({ ...place, file: session.repositoryPath(place.file) })),
      ),
    );
  if (session.format === 'json' && stdout)
    session.world.stdout.write(
      renderJson({ command: session.command, exitCode: exit, errors: [{ code, message, places }] }),
    );
}
