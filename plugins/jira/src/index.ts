/**
 * Jira for Headless PMO: projects, issues with their links and history, sprints, versions and time booked, from
 * Cloud and Data Center.
 * @module
 */
import { definePlugin } from '@headless-pmo/sdk'
import { jiraConnector } from './connector.ts'

export default definePlugin({
  id: 'jira',
  title: 'Jira',
  version: '1.0.0',
  sdk: '^1.0.0',
  contributes: [jiraConnector],
})
