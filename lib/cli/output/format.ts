export const FORMATS = ['text', 'json', 'markdown', 'github', 'junit'] as const;
/** How the result of a comparison is printed. */
export type OutputFormat = (typeof FORMATS)[number];
