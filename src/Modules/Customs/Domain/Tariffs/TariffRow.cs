namespace Entrepot.Customs.Domain.Tariffs;

/// <summary>One row of a tariff as its publisher writes it: a heading, a line with its rates, or a statistical line below one.</summary>
/// <param name="Code">Digits only; empty for words that stand above several codes.</param>
/// <param name="Indent">How deep it stands below its heading.</param>
/// <param name="Units">In which quantities are reported.</param>
/// <param name="General">For most countries (HTS column 1, MFN); empty where a row above it or none says it.</param>
/// <param name="Special">With the programs that it needs, as <c>Free (AU,KR) 2% (PA)</c>.</param>
/// <param name="Other">HTS column 2.</param>
/// <param name="Conditional">A duty or a quantity that the tariff states beside its rates, on conditions of their own: safeguards and quotas.</param>
/// <param name="Notes">What footnotes say, each with the columns that it is about.</param>
internal sealed record TariffRow(
    string Code, int Indent, string Description, IReadOnlyList<string> Units, string General, string Special, string Other, string Conditional, IReadOnlyList<TariffFootnote> Notes)
{
    /// <summary>It sets rates of its own instead of those of the row above it.</summary>
    public bool SetsRates => General.Length > 0 || Special.Length > 0 || Other.Length > 0;

    /// <summary>A line that goods are entered under, not a heading.</summary>
    public bool IsLine => Code.Length >= 8;
}

/// <param name="Columns">Such as <c>general</c>, <c>other</c>, <c>desc</c>.</param>
internal sealed record TariffFootnote(IReadOnlyList<string> Columns, string Text)
{
    public bool IsOn(string column) => Columns.Contains(column);
}

/// <summary>A row that could not be read; the others were.</summary>
/// <param name="Row">From 1, as the file counts.</param>
internal sealed record TariffRowFault(int Row, string Code, Entrepot.Kernel.Sentence Why);

/// <summary>A whole tariff, or what is left of one when broken rows are told apart.</summary>
/// <param name="RowsRead">Good and broken ones.</param>
internal sealed record TariffFile(IReadOnlyList<TariffRow> Rows, int RowsRead, IReadOnlyList<TariffRowFault> Faults);
