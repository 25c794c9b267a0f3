import type { ContentModel, FormatMode } from '../verdict.ts';

/** How schemas are read, and what a decision may cost. */
export interface ContainmentOptions {
  readonly contentModel: ContentModel;
  readonly formatMode: FormatMode;
  /** Steps the engine may take; the same budget always gives the same verdict. Default `DEFAULT_BUDGET`. */
  readonly budget?: number;
}
