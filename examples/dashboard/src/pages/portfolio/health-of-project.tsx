import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { usePmo } from '../../app/pmo.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { HealthParts } from '../../ui/health.tsx'
import { IndicatorDetail } from '../../ui/indicator.tsx'
import { LightMark } from '../../ui/light.tsx'
import { QueryView } from '../../ui/query-view.tsx'
import type { OverviewRow } from './overview-row.ts'

/** The health of a project of the list as a button; what it is made of is asked for when it is opened. */
export function HealthOfProject({ health, project }: Pick<OverviewRow, 'health' | 'project'>) {
  const [open, setOpen] = useState(false)
  return (
    <>
      <button type="button" className="figure" onClick={() => setOpen(true)}>
        <span className="visually-hidden">Health of {project.name}: </span>
        <LightMark light={health.light ?? 'unknown'} />
        <span className="visually-hidden">, show what it rests on</span>
      </button>
      {open && (
        <Dialog title={`Health of ${project.name}`} wide close={() => setOpen(false)}>
          <Made project={project.id} />
        </Dialog>
      )}
    </>
  )
}

function Made({ project }: { readonly project: string }) {
  const { trpc } = usePmo()
  const query = useQuery(trpc.overview.project.queryOptions({ id: project }))
  return (
    <QueryView query={query} what="the health">
      {({ health, parts }) => (
        <>
          <HealthParts parts={parts} />
          <IndicatorDetail indicator={health} />
        </>
      )}
    </QueryView>
  )
}
