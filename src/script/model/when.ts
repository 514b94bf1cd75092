export type ParamValue = string | number | boolean;

/** Holds when every named param has one of the values. */
export type When = Readonly<Record<string, readonly ParamValue[]>>;
