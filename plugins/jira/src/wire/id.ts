import { z } from '@headless-pmo/sdk'

/** An id: text in Jira's own API, a number in that of boards and sprints. */
export const Id = z.union([z.string().min(1), z.int(), z.bigint()])
