import { ADMINISTRATION_ROUTES } from './routes/administration.ts';

/** Every route of the API, for the documents made of them and for the tests that hold them together. */
export const ALL_ROUTES = [...ADMINISTRATION_ROUTES];
