import type { LimitReason, RateLimit } from '@headless-pmo/sdk'

/** What Jira Cloud says of why it refuses, and what has to wait for it. Another reason counts as a quota. */
const REASONS: Readonly<Record<string, LimitReason>> = {
  'jira-quota-global-based': { scope: 'all', words: 'the hourly quota of this app is used up' },
  'jira-quota-tenant-based': { scope: 'all', words: 'the hourly quota of the site is used up' },
  'jira-cost-based': { scope: 'all', words: 'the hourly quota of costs of the site is used up' },
  'jira-burst-based': { scope: 'route', words: 'Jira is asked too quickly there' },
  'jira-per-issue-on-write': { scope: 'item', words: 'Jira is asked too often about one issue' },
}

/** Jira's limits: budgets that headers tell, and refusals that name their reason. Data Center tells less, in the same form. */
export const rateLimit: RateLimit = {
  headers: {
    limit: 'x-ratelimit-limit',
    remaining: 'x-ratelimit-remaining',
    reset: 'x-ratelimit-reset',
  },
  policies: { state: 'ratelimit', policy: 'ratelimit-policy' },
  concurrency: 4,
  reason: ({ header }) => REASONS[header('ratelimit-reason') ?? ''],
  fallbackWaitSeconds: 30,
}
