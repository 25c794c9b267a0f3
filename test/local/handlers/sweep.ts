/** Says when it ran, so that a test can read it from the log. */
export async function handler(event: { time?: string; note?: string }): Promise<void> {
  console.log(`swept ${event.note ?? ''} ${event.time ?? ''}`);
}
