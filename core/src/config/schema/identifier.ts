import { z } from 'zod'

const RULE = 'lower-case letters, digits, "-" and "_", starting with a letter, at most 64'

/** A short name that a person gives to a connection, project, program or portfolio; part of public keys. */
export const identifier = z
  .string({ error: `is not a short name; write ${RULE}, e.g. "web-shop"` })
  .regex(/^[a-z][a-z0-9_-]{0,63}$/, { error: `is not a short name; write ${RULE}, e.g. "web-shop"` })
