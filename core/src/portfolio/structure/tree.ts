import type { PortfolioDefinition, ProgramDefinition, ProjectDefinition } from '../../config/index.ts'

/** What is defined, in the order of the configuration. */
export interface Defined {
  readonly portfolios: readonly PortfolioDefinition[]
  readonly programs: readonly ProgramDefinition[]
  readonly projects: readonly ProjectDefinition[]
}

/** A program with its projects. */
export interface ProgramBranch {
  readonly program: ProgramDefinition
  readonly projects: readonly ProjectDefinition[]
}

/** A portfolio with its programs, and the projects that belong to none of them. */
export interface PortfolioBranch {
  /** Absent: what belongs to no portfolio. */
  readonly portfolio?: PortfolioDefinition
  readonly programs: readonly ProgramBranch[]
  readonly projects: readonly ProjectDefinition[]
}

/**
 * The id of a project's portfolio: its own word, else that of its program, else the only one there is.
 * @returns undefined where none of these tells
 */
export function portfolioOf(
  project: ProjectDefinition,
  { portfolios, programs }: Defined,
): string | undefined {
  const program = programs.find(({ id }) => id === project.program)
  return project.portfolio ?? program?.portfolio ?? onlyOne(portfolios)
}

/** The portfolios with what belongs to them, in the order of the configuration; what belongs to none comes last. */
export function portfolioTree(defined: Defined): PortfolioBranch[] {
  const { portfolios, programs, projects } = defined
  const known = new Set(portfolios.map(({ id }) => id))
  const homeOf = (id: string | undefined): string | undefined =>
    id !== undefined && known.has(id) ? id : undefined
  const branch = (home: string | undefined): Omit<PortfolioBranch, 'portfolio'> => {
    const own = projects.filter((project) => homeOf(portfolioOf(project, defined)) === home)
    const isHere = (program: ProgramDefinition): boolean =>
      homeOf(program.portfolio ?? onlyOne(portfolios)) === home
    // A program whose project is in another portfolio than itself is shown in both, with the projects of each.
    const shown = programs.filter(
      (program) => isHere(program) || own.some((one) => one.program === program.id),
    )
    const inPrograms = new Set(shown.map(({ id }) => id))
    return {
      programs: shown.map((program) => ({
        program,
        projects: own.filter((project) => project.program === program.id),
      })),
      projects: own.filter(({ program }) => program === undefined || !inPrograms.has(program)),
    }
  }
  const homeless = branch(undefined)
  const isEmpty = homeless.programs.length === 0 && homeless.projects.length === 0
  return [
    ...portfolios.map((portfolio) => ({ portfolio, ...branch(portfolio.id) })),
    ...(isEmpty ? [] : [homeless]),
  ]
}

function onlyOne(portfolios: readonly PortfolioDefinition[]): string | undefined {
  return portfolios.length === 1 ? portfolios[0]?.id : undefined
}
