/** A JSON value: what a fitted step or model is stored as. */
export type Json =
  null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };
