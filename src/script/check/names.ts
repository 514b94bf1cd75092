import type { Session, Template, TemplatePart } from '../model.js';
import { didYouMean, nearest } from '../nearest.js';
import { referencesOf } from '../template.js';
import { covers } from '../when.js';
import { complain, lineAt, type Report } from '../yaml/report.js';
import type { SavedName, Scope } from './scope.js';

type Reference = Extract<TemplatePart, { kind: 'reference' }>;

/** What a script declares; `lost` are saved names in parts of the script that could not be read. */
export interface Names {
  readonly report: Report;
  readonly session: Session;
  readonly declared: {
    readonly params: readonly string[];
    readonly secrets: readonly string[];
    readonly inputs: readonly string[];
  };
  readonly lost: ReadonlySet<string>;
}

interface Wrong {
  readonly message: string;
  /** The name that was meant. */
  readonly meant?: string | undefined;
}

/** Reports the references of a template that stand for nothing at that place. */
export function checkTemplate(names: Names, scope: Scope, template: Template | undefined): void {
  for (const reference of template === undefined ? [] : referencesOf(template)) {
    const wrong = problemOf(names, scope, reference.path);
    if (wrong === undefined) continue;
    complain(names.report, reference.place, wrong.message, corrected(names, reference, wrong.meant));
  }
}

function problemOf(names: Names, scope: Scope, path: string): Wrong | undefined {
  const [head = '', ...rest] = path.split('.');
  const name = rest.join('.');
  if (rest.length === 0 && head !== 'workspace') return savedProblem(names, scope, head);
  switch (head) {
    case 'params':
      return paramProblem(names, scope, name);
    case 'inputs':
      return inputProblem(names, scope, name);
    case 'match':
      return matchProblem(scope, name);
    case 'base':
      return baseProblem(scope, rest);
    case 'workspace':
      return workspaceProblem(scope, rest);
    case 'secrets':
    case 'secret':
      return secretProblem(name);
    default:
      return {
        message: `\`${path}\` is not defined; there are params.NAME, inputs.NAME, match.N, base.env.NAME, workspace and saved names`,
      };
  }
}

function paramProblem({ session, declared }: Names, scope: Scope, name: string): Wrong | undefined {
  if (!declared.params.includes(name)) {
    const meant = nearest(name, declared.params);
    return {
      message: `the param \`${name}\` is not declared${didYouMean(name, declared.params)}`,
      meant: meant && `params.${meant}`,
    };
  }
  const param = session.params.find((each) => each.name === name);
  const isCertain =
    param === undefined || param.isRequired || param.default !== undefined || param.type === 'boolean';
  if (isCertain || scope.conditions.some((when) => Object.hasOwn(when, name))) return undefined;
  return {
    message: `the param \`${name}\` may have no value here; give it a \`default\`, or \`required: true\``,
  };
}

function inputProblem({ declared }: Names, scope: Scope, name: string): Wrong | undefined {
  if (!declared.inputs.includes(name)) {
    const meant = nearest(name, declared.inputs);
    return {
      message: `the input \`${name}\` is not declared${didYouMean(name, declared.inputs)}`,
      meant: meant && `inputs.${meant}`,
    };
  }
  return scope.hasInputs ? undefined : { message: 'inputs are there only in `prepare` and `deploy`' };
}

function matchProblem({ match }: Scope, name: string): Wrong | undefined {
  if (match === undefined)
    return { message: '`match` is there only in the answers and the `save` of an exchange' };
  if (!/^\d+$/.test(name)) {
    if (match.names.includes(name)) return undefined;
    const meant = nearest(name, match.names);
    return {
      message: `the pattern of this exchange has no capture named \`${name}\`${didYouMean(name, match.names)}`,
      meant: meant && `match.${meant}`,
    };
  }
  if (Number(name) <= match.captures) return undefined;
  const count = ['no captures', '1 capture'][match.captures] ?? `${match.captures} captures`;
  return { message: `the pattern of this exchange has ${count}; there is no \`match.${name}\`` };
}

function baseProblem(scope: Scope, rest: readonly string[]): Wrong | undefined {
  if (rest[0] !== 'env' || rest.length !== 2)
    return { message: `of the base there is only its environment, such as \`base.env.PATH\`` };
  return scope.hasBaseEnv
    ? undefined
    : {
        message:
          'the environment of the base is not known here; it is in `container`, `deploy`, `image` and `test`',
      };
}

function workspaceProblem(scope: Scope, rest: readonly string[]): Wrong | undefined {
  if (rest.length > 0) return { message: '`workspace` is a directory; write the rest of a path behind `}}`' };
  return scope.hasWorkspace ? undefined : { message: '`workspace` is there only in `prepare`' };
}

function secretProblem(name: string): Wrong {
  return {
    message: `secrets have no \`\${{ }}\`; write \`answer: { secret: ${name} }\`, or \`env: { NAME: { secret: ${name} } }\``,
  };
}

function savedProblem({ declared, lost }: Names, scope: Scope, name: string): Wrong | undefined {
  const saved = scope.saved.get(name);
  if (scope.tooLate.has(name))
    return {
      message: `\`${name}\` is saved by this dialogue; only its answers can use it, since patterns and failures are made before it starts`,
    };
  if (saved !== undefined) return certaintyProblem(scope, name, saved);
  if (lost.has(name)) return undefined;
  if (declared.params.includes(name))
    return { message: `\`${name}\` is a param; its name is \`params.${name}\``, meant: `params.${name}` };
  if (declared.inputs.includes(name))
    return { message: `\`${name}\` is an input; its name is \`inputs.${name}\``, meant: `inputs.${name}` };
  if (declared.secrets.includes(name)) return secretProblem(name);
  const meant = nearest(name, scope.saved.keys());
  return {
    message: `nothing named \`${name}\` is saved before this line${didYouMean(name, scope.saved.keys())}`,
    meant,
  };
}

function certaintyProblem(scope: Scope, name: string, { conditions, doubt }: SavedName): Wrong | undefined {
  if (doubt === 'optional')
    return { message: `\`${name}\` may not have been saved: what saves it is optional` };
  if (doubt === 'branch')
    return { message: `\`${name}\` may not have been saved: not every branch of \`one-of\` saves it` };
  const isHeld = conditions.every((when) => scope.conditions.some((here) => covers(when, here)));
  return isHeld
    ? undefined
    : {
        message: `\`${name}\` may not have been saved: what saves it has a \`when\` that does not hold here`,
      };
}

/** The line with the name that was meant; for a secret as the whole value, with the map that names it. */
function corrected(
  { report, declared }: Names,
  { path, place }: Reference,
  meant: string | undefined,
): string | undefined {
  const line = lineAt(report, place);
  const before = line.slice(0, place.column - 1);
  const written = /^\$\{\{.*?\}\}/.exec(line.slice(place.column - 1))?.[0];
  if (written === undefined) return undefined;
  const after = line.slice(before.length + written.length);
  if (meant !== undefined) return `${before}\${{ ${meant} }}${after}`;
  const secret = /^secrets?\.(.+)$/.exec(path)?.[1] ?? path;
  const key = /^(\s*(?:- +)*(?:answer|type): *)["']?$/.exec(before)?.[1];
  return declared.secrets.includes(secret) && key !== undefined && /^["']?\s*$/.test(after)
    ? `${key}{ secret: ${secret} }`
    : undefined;
}
