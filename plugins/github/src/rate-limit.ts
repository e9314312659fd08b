import type { RateLimit } from '@headless-pmo/sdk'

/** GitHub's limits: the hourly budget by headers, and the secondary limits that only refusals tell of. */
export const rateLimit: RateLimit = {
  headers: {
    limit: 'x-ratelimit-limit',
    remaining: 'x-ratelimit-remaining',
    reset: 'x-ratelimit-reset',
    resource: 'x-ratelimit-resource',
  },
  concurrency: 4,
  // 900 points a minute, one a GET; GitHub Enterprise Server may have its limits off and send no headers.
  perMinute: 900,
  isThrottled: ({ status, header, body }) =>
    status === 429 ||
    (status === 403 &&
      (header('retry-after') !== null ||
        header('x-ratelimit-remaining') === '0' ||
        /secondary rate limit|abuse detection|API rate limit exceeded/i.test(body))),
  fallbackWaitSeconds: 60,
}
