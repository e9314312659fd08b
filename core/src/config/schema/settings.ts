import { z } from 'zod'
import { forecast } from './forecast.ts'
import { governance } from './governance.ts'
import { scorecard } from './scorecard.ts'
import { scheduling } from './scheduling.ts'

/** Settings of the server. The environment variables of the same meaning are stronger. */
export const settings = z.strictObject({
  host: z.string().min(1).optional().describe('Address to listen on. Default 127.0.0.1 (HOST)'),
  port: z.int().min(0).max(65_535).optional().describe('Default 4400; 0: any free one (PORT)'),
  publicUrl: z
    .url({
      protocol: /^https?$/,
      error: 'is not an address; write it with its scheme, e.g. "https://pmo.example.com"',
    })
    .optional()
    .describe('Where trackers and browsers reach this server; webhooks need it (PMO_PUBLIC_URL)'),
  corsOrigins: z
    .array(
      z.url({ protocol: /^https?$/, error: 'is not an origin; write e.g. "https://dashboard.example.com"' }),
    )
    .optional()
    .describe('Web pages of other origins that may call the API. Default: none'),
  allowedHosts: z
    .array(
      z
        .string()
        .regex(/^[\w.-]+$/, 'is not a name of a host; write e.g. "pmo.example.com", without scheme and port'),
    )
    .optional()
    .describe('Names that this server is reached by, beside localhost, its addresses and publicUrl'),
  trustedProxies: z
    .strictObject({
      count: z
        .int()
        .min(1)
        .max(10)
        .describe('How many proxies a request comes through, one behind the other'),
      header: z
        .enum(['x-forwarded-for', 'forwarded'])
        .optional()
        .describe(
          'Where they write whom it came from. Default x-forwarded-for, with which x-forwarded-proto goes',
        ),
    })
    .optional()
    .describe(
      'Proxies in front of the server, which alone can reach it. Default: none, and what such headers say is not believed',
    ),
  limits: z
    .strictObject({
      requestBytes: z.int().min(1024).optional().describe('Largest request body of the API. Default 1 MiB'),
      bodySeconds: z
        .int()
        .min(1)
        .max(3600)
        .optional()
        .describe('Longest time until a request body is here. Default 30'),
      answerSeconds: z
        .int()
        .min(1)
        .max(3600)
        .optional()
        .describe('Longest time of a question; a change has five times as long. Default 120'),
      webhookBytes: z.int().min(1024).optional().describe('Largest webhook delivery. Default 25 MiB'),
    })
    .optional(),
  scheduling: scheduling.optional().describe('How dates are computed where trackers say nothing'),
  forecast: forecast.optional().describe('How forecasts are made'),
  scorecard: scorecard.optional().describe('How projects are scored'),
  governance: governance.optional().describe('What the PMO asks of its projects'),
})
/**
 * How the server listens, what it accepts and how it schedules, as pmo.config.ts states it.
 *
 * @example
 * ```ts
 * const settings: ServerSettings = { port: 4400, publicUrl: 'https://pmo.example.com' }
 * ```
 */
export type ServerSettings = z.infer<typeof settings>
