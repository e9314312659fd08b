import { z } from 'zod'
import { portfolio, program, project } from '../../config/index.ts'
import { indicatorSchema } from '../indicators/schemas.ts'

const figures = z.array(indicatorSchema).readonly().describe('The status first')

/** When a question is meant. */
export const pastInput = {
  asOf: z.iso.datetime().optional().describe('What was true then, by the trackers’ word'),
  knownAt: z.iso.datetime().optional().describe('What we knew then'),
}

/** A project with its figures. */
export const figuredProject = z.object({ project, indicators: figures })

/** A program with its figures and projects. */
export const figuredProgram = z.object({
  program,
  indicators: figures,
  projects: z.array(figuredProject).readonly(),
})

/** A portfolio with its figures and what belongs to it. */
export const figuredPortfolio = z.object({
  portfolio: portfolio.optional().describe('Absent: what belongs to no portfolio'),
  indicators: figures,
  programs: z.array(figuredProgram).readonly(),
  projects: z.array(figuredProject).readonly().describe('Those of no program'),
})
