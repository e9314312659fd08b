import { definePartition } from '@headless-pmo/sdk'
import { jira } from './client.ts'
import { Config } from './config.ts'
import { readServer, type Edition } from './edition.ts'

/** What streams of the whole site need to know of it. */
export interface SiteData {
  readonly edition: Edition
  /** Unix milliseconds by the server's own clock before anything was read in this run. */
  readonly began: number
}

/** The site as one part: people, words and boards belong to no project. */
export const site = definePartition(Config, async function* (context) {
  const { edition, time } = await readServer(jira(context), context.config)
  yield { key: 'site', title: context.config.baseUrl, data: { edition, began: time ?? 0 } satisfies SiteData }
})
