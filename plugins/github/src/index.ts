/**
 * GitHub for Headless PMO: repositories, issues with their relations, milestones, history, Projects.
 * @module
 */
import { definePlugin } from '@headless-pmo/sdk'
import { githubConnector } from './connector.ts'

export default definePlugin({
  id: 'github',
  title: 'GitHub',
  version: '1.0.0',
  sdk: '^1.0.0',
  contributes: [githubConnector],
})
