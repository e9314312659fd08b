import type { ArtefactSet } from '../../config/index.ts'

/**
 * The artefacts of PM², the project management methodology of the European Commission (reuse with attribution): what the
 * gates Ready for Planning, Ready for Executing and Ready for Closing, and the end of the project, ask for.
 * Source: PM² Project Management Methodology Guide, European Commission; phases, gates and artefacts as summed up in
 * https://www.openproject.org/docs/project-management-guide/ and https://help.pmpeople.ai/annexes/opm2-methodology/.
 */
export const PM2: ArtefactSet = {
  id: 'pm2',
  phases: [
    {
      names: ['Initiating', 'Initiation', 'Initiate'],
      artefacts: [
        { kind: 'project-initiation-request', state: 'exists' },
        { kind: 'business-case', state: 'approved' },
        { kind: 'project-charter', state: 'approved' },
        { kind: 'risk-log', state: 'exists' },
        { kind: 'issue-log', state: 'exists' },
        { kind: 'decision-log', state: 'exists' },
      ],
    },
    {
      names: ['Planning', 'Plan'],
      artefacts: [
        { kind: 'project-handbook', state: 'approved' },
        { kind: 'project-work-plan', state: 'approved' },
        { kind: 'stakeholder-matrix', state: 'exists' },
        { kind: 'change-log', state: 'exists' },
      ],
    },
    {
      names: ['Executing', 'Execution', 'Execute', 'Delivery', 'Implementation'],
      artefacts: [
        { kind: 'project-status-report', state: 'exists' },
        { kind: 'deliverables-acceptance', state: 'approved' },
      ],
    },
    {
      names: ['Closing', 'Closure', 'Close'],
      artefacts: [{ kind: 'project-end-report', state: 'approved' }],
    },
  ],
}
