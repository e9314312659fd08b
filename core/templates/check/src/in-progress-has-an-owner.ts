import { cite, defineCheck, z } from '@headless-pmo/sdk'

/** Work in progress without an owner; small parts of other work may be left out. */
export const inProgressHasAnOwner = defineCheck({
  id: 'my-plugin.in-progress-has-an-owner',
  version: '1.0.0',
  title: 'Work in progress has an owner',
  clause: 'house-standard/1.1',
  severity: 'warning',
  why: 'What nobody owns, nobody finishes.',
  params: z.object({
    subtasks: z.boolean().default(false).describe('Whether sub-tasks need an owner of their own'),
  }),
  grain: 'item',
  needs: ['workItem'],
  evaluate({ workItem, params }) {
    const { statusCategory, type, assignees = [] } = workItem
    if (statusCategory !== 'in_progress' || (type === 'subtask' && !params.subtasks)) {
      return {
        verdict: 'not_applicable',
        evidence: [],
        message: 'It is not in progress, or a part of other work.',
      }
    }
    const evidence = cite(workItem, 'assignees', 'statusCategory')
    if (assignees.length > 0) {
      return { verdict: 'pass', evidence, message: `It is owned by ${assignees.length} of the team.` }
    }
    return {
      verdict: 'fail',
      evidence,
      message: 'It is in progress and nobody owns it.',
      action: { text: 'Give it an owner, or move it back to the list.' },
    }
  },
})
