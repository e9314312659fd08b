import { NOTIFICATION_TYPES } from '@headless-pmo/sdk'
import { z } from 'zod'
import { secretReference } from '../secret-reference.ts'
import { didYouMean } from '../suggest.ts'

/** Stands for every kind of notification, those of later releases included. */
export const ANY_NOTIFICATION = '*'

const types = [...NOTIFICATION_TYPES.filter((type) => type !== 'notifier.test'), ANY_NOTIFICATION] as const

/** A notifier's own settings; every other key is its plugin's configuration. */
export const notifierSettings = z.object({
  plugin: z
    .string({ error: 'names no plugin; write its id, e.g. plugin: "notify-webhook"' })
    .describe('Id of the plugin that delivers'),
  title: z.string().optional().describe('Name shown to people'),
  on: z
    .array(
      z.enum(types, {
        error: ({ input }) =>
          `is no kind of notification; ${didYouMean(typeof input === 'string' ? input : '', types)}`,
      }),
      {
        error: 'is no list of kinds of notifications; write e.g. on: ["run.failed"], or on: ["*"] for all',
      },
    )
    .min(1, { error: 'names no kind of notification; write e.g. on: ["run.failed"], or on: ["*"] for all' })
    .describe('What it tells: kinds of notifications, or "*" for all of them'),
  secrets: z
    .record(z.string(), secretReference)
    .optional()
    .describe('By the secret names that the notifier declares, e.g. { signing: "env:PMO_WEBHOOK_SECRET" }'),
})

/** Keys of a notifier that are not its plugin's. */
export const NOTIFIER_KEYS: ReadonlySet<string> = new Set(Object.keys(notifierSettings.shape))
