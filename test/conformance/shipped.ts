import hello from '@headless-pmo/example-hello-connector'
import { helloUpstream } from '@headless-pmo/example-hello-connector/upstream'
import github from '@headless-pmo/plugin-github'
import importCsv from '@headless-pmo/plugin-import-csv'
import { END, exportedColumns, exportedTable } from '@headless-pmo/plugin-import-csv/upstream'
import jira from '@headless-pmo/plugin-jira'
import microsoftProject from '@headless-pmo/plugin-microsoft-project'
import { planUpstream } from '@headless-pmo/plugin-microsoft-project/upstream'
import notifyWebhook from '@headless-pmo/plugin-notify-webhook'
import type { Plugin } from '@headless-pmo/sdk'
import agile from '@headless-pmo/standards-agile'
import data from '@headless-pmo/standards-data'
import governance from '@headless-pmo/standards-governance'
import schedule from '@headless-pmo/standards-schedule'
import type { ConformanceOptions } from '@headless-pmo/testing/kit'
import { examples as agileExamples } from '../../plugins/standards-agile/src/test-support/examples.ts'
import { examples as dataExamples } from '../../plugins/standards-data/src/test-support/examples.ts'
import { examples as governanceExamples } from '../../plugins/standards-governance/src/test-support/examples.ts'
import { examples as scheduleExamples } from '../../plugins/standards-schedule/src/test-support/examples.ts'
import { githubOrganization, githubRepositories, githubUpstream } from './github-upstream.ts'
import {
  jiraCloudProjects,
  jiraCloudUpstream,
  jiraDataCenterAll,
  jiraDataCenterUpstream,
  jiraEmail,
} from './jira-upstream.ts'
import { plannerTenant, plannerUpstream } from './planner-upstream.ts'
import { premiumPlans, premiumUpstream } from './premium-upstream.ts'
import { projectServer, projectServerUpstream } from './project-server-upstream.ts'

/** A plugin of this repository, with what the kit needs to try it. */
export interface Shipped {
  /** Column of the table. */
  readonly name: string
  /** Folder of its package, from the root. */
  readonly folder: string
  readonly plugin: Plugin
  readonly options: ConformanceOptions
}

const canary = 'canary-7f3a-never-in-output'
const entryOf = (folder: string): URL => new URL(`../../${folder}/src/index.ts`, import.meta.url)

function shipped(name: string, folder: string, plugin: Plugin, options: ConformanceOptions): Shipped {
  return { name, folder, plugin, options: { ...options, entry: entryOf(folder) } }
}

/** What is asked of the preview of an import. */
const preview: ConformanceOptions['route'] = {
  config: {},
  requests: [
    {
      method: 'POST',
      path: '/preview',
      headers: { 'content-type': 'text/csv' },
      body: 'Issue key;Summary;Status\nA-1;Dock;Open',
    },
    {
      method: 'POST',
      path: '/preview',
      headers: { 'content-type': 'application/json' },
      body: '{',
      status: 400,
    },
    { path: '/preview', status: 405 },
  ],
}

/** Every plugin of this repository; one that reads in several ways, once for each. */
export const SHIPPED: readonly Shipped[] = [
  shipped('GitHub: repositories', 'plugins/github', github, {
    config: githubRepositories,
    secrets: { token: canary },
    upstream: githubUpstream,
  }),
  shipped('GitHub: organization', 'plugins/github', github, {
    config: githubOrganization,
    secrets: { token: canary },
    upstream: githubUpstream,
  }),
  shipped('Jira: Cloud', 'plugins/jira', jira, {
    config: jiraCloudProjects,
    secrets: { email: jiraEmail, apiToken: canary },
    upstream: jiraCloudUpstream,
  }),
  shipped('Jira: Data Center', 'plugins/jira', jira, {
    config: jiraDataCenterAll,
    secrets: { pat: canary },
    upstream: jiraDataCenterUpstream,
  }),
  shipped('Microsoft Project: folders', 'plugins/microsoft-project', microsoftProject, {
    config: { files: ['plans'] },
    upstream: planUpstream('file'),
  }),
  shipped('Microsoft Project: addresses', 'plugins/microsoft-project', microsoftProject, {
    config: { urls: ['https://plans.example/house-0.xml'] },
    upstream: planUpstream('web'),
    secrets: { token: canary },
  }),
  shipped('Microsoft: Planner', 'plugins/microsoft-project', microsoftProject, {
    config: plannerTenant,
    secrets: { clientId: 'canary-app-2b9c-never-in-output', clientSecret: canary },
    upstream: plannerUpstream,
  }),
  shipped('Microsoft: premium', 'plugins/microsoft-project', microsoftProject, {
    config: premiumPlans,
    secrets: { clientId: 'canary-app-2b9c-never-in-output', clientSecret: canary },
    upstream: premiumUpstream,
  }),
  shipped('Microsoft: Project Server', 'plugins/microsoft-project', microsoftProject, {
    config: projectServer,
    secrets: { serverToken: canary },
    upstream: projectServerUpstream,
  }),
  shipped('CSV: folders', 'plugins/import-csv', importCsv, {
    config: { files: ['exports'], columns: exportedColumns, trailer: END },
    secrets: { token: canary },
    upstream: exportedTable,
    route: preview,
  }),
  shipped('CSV: addresses', 'plugins/import-csv', importCsv, {
    config: { urls: ['https://exports.example.com/plan.csv'], columns: exportedColumns, trailer: END },
    secrets: { token: canary },
    upstream: exportedTable,
    route: preview,
  }),
  shipped('Webhook', 'plugins/notify-webhook', notifyWebhook, {
    config: { url: 'https://hooks.example.com/pmo', headers: { 'X-Team': 'web' } },
    secrets: { signing: `whsec_${btoa('canary-7f3a-never-in-any-output!')}` },
  }),
  shipped('Agile standards', 'plugins/standards-agile', agile, { checks: agileExamples }),
  shipped('Data standards', 'plugins/standards-data', data, { checks: dataExamples }),
  shipped('Governance standards', 'plugins/standards-governance', governance, {
    checks: governanceExamples,
  }),
  shipped('Schedule standards', 'plugins/standards-schedule', schedule, { checks: scheduleExamples }),
  shipped('Hello', 'examples/hello-connector', hello, {
    config: { team: 'ENG' },
    secrets: { apiKey: canary },
    upstream: helloUpstream,
  }),
]
