/** A line that may not stand in a file of some kind. */
export interface LineRule {
  readonly what: string;
  readonly line: RegExp;
  readonly remedy: string;
}

const proxyRule = (program: string, line: RegExp): LineRule => ({
  what: `a proxy in the settings of ${program}`,
  line,
  remedy: 'Set the proxy by a scope, which no file of the image has; or delete the line in a last step.',
});

/** Files of settings by path, and what in them is left over. A comment is no setting. */
const kinds: readonly { readonly path: RegExp; readonly rule: LineRule }[] = [
  {
    path: /^\/etc\/environment$/,
    rule: proxyRule('all programs', /^\s*(?:export\s+)?(?:https?|ftp|all|no)_proxy\s*=\s*["']?[^\s"']/i),
  },
  {
    path: /^\/etc\/apt\/apt\.conf(?:\.d\/[^/]+)?$/,
    rule: proxyRule(
      'apt',
      /^(?!\s*(?:\/\/|#)).*\bproxy(?:-auto-detect)?(?:::\S+)?\s+"?(?!direct|false)[^"\s;{]/i,
    ),
  },
  {
    path: /^(?:.*\/\.npmrc|\/(?:usr\/(?:local\/)?)?etc\/npmrc)$/,
    rule: proxyRule('npm', /^\s*(?:https?-)?proxy\s*=\s*(?!null\b|false\b)\S/i),
  },
  {
    path: /^(?:\/etc\/pip\.conf|.*\/\.?pip\/pip\.conf)$/,
    rule: proxyRule('pip', /^\s*proxy\s*[=:]\s*\S/i),
  },
  {
    path: /^(?:\/etc\/gitconfig|.*\/\.gitconfig|.*\/\.?git\/config)$/,
    rule: proxyRule('git', /^\s*(?:\[http[^\]]*\]\s*)?proxy\s*=\s*"?[^\s"]/i),
  },
  {
    path: /^\/etc\/sudoers(?:\.d\/[^/]+)?$/,
    rule: {
      what: 'a grant of sudo',
      // Those of root and of the groups of administrators come with the package.
      line: /^\s*(?!#(?!-?\d))(?:.*(?:\bNOPASSWD\b|!authenticate\b)|(?!(?:root|%(?:sudo|admin|wheel))\s|Defaults|\w+_Alias\b)[\w%+#"][^=]*=\s*[\w(/!])/,
      remedy:
        'Grant sudo by a scope, which takes it back; a grant the image is to have goes under audit: allow.',
    },
  },
];

/** The rule for the lines of a file; undefined for nearly all. */
export function lineRuleFor(path: string): LineRule | undefined {
  return kinds.find((kind) => kind.path.test(path))?.rule;
}

/** The lines that break a rule, from 1. */
export function breakingLines(text: string, { line }: LineRule): readonly (readonly [number, string])[] {
  return text
    .split('\n')
    .map((each, index) => [index + 1, each] as const)
    .filter(([, each]) => line.test(each));
}
