import type { GovernanceFact } from '@headless-pmo/sdk'

/** A document that the PMO keeps as a link. */
export type Artefact = GovernanceFact['artefacts'][number]

/** Whether somebody approved the version that counts; an approval that names no version counts where the artefact names none. */
export function isApproved({ state, version, approvals }: Artefact): boolean {
  return state === 'approved' && approvals.some((one) => one.version === version)
}
