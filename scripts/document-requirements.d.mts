export interface RequirementTest {
  readonly file: string;
  readonly id: string;
  readonly sentence: string;
}

export function requirementTests(): RequirementTest[];
export function requirementsDocument(): string;
