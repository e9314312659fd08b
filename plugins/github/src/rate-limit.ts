import type { RateLimit } from '@headless-pmo/sdk'
import { GITHUB_API, type Config } from './config.ts'

/**
 * GitHub's limits: the hourly budget by headers, and the secondary limits that only refusals tell of. The 900
 * points a minute (one a GET) hold on github.com; an Enterprise Server has them off unless its administrator
 * says otherwise, and then refuses in the same form.
 */
export function rateLimit({ baseUrl }: Pick<Config, 'baseUrl'>): RateLimit {
  return {
    headers: {
      limit: 'x-ratelimit-limit',
      remaining: 'x-ratelimit-remaining',
      reset: 'x-ratelimit-reset',
      resource: 'x-ratelimit-resource',
    },
    concurrency: 4,
    ...(baseUrl === GITHUB_API ? { perMinute: 900 } : {}),
    isThrottled: ({ status, header, body }) =>
      status === 429 ||
      (status === 403 &&
        (header('retry-after') !== null ||
          header('x-ratelimit-remaining') === '0' ||
          /secondary rate limit|abuse detection|API rate limit exceeded/i.test(body))),
    fallbackWaitSeconds: 60,
  }
}
