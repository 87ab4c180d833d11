import type { components } from './schema';

/** A type as the server describes it; `npm run types` makes them of `openapi.json`. */
export type Schema<Name extends keyof components['schemas']> = components['schemas'][Name];

/** The same with properties the description is less exact about, such as one of a few words. A property that the server no longer has is an error here. */
export type Narrow<Wide, Exact extends { [Key in keyof Exact]: Key extends keyof Wide ? Wide[Key] : never }> = Omit<Wide, keyof Exact> & Exact;
