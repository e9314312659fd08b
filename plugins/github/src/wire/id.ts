import { z } from '@headless-pmo/sdk'

/** A database id: a number, or a `bigint` where a double cannot hold it. */
export const Id = z.union([z.int(), z.bigint()])
