using Entrepot.Kernel;

namespace Entrepot.Customs.Contracts;

/// <summary>A tariff's file to bring in.</summary>
/// <param name="Path">The HTS as JSON (hts.usitc.gov), plain, gzipped or zipped; or a CSV file with the columns <c>code</c>, <c>description</c>, <c>general</c> and, where there are any, <c>special</c>, <c>other</c>, <c>units</c>.</param>
/// <param name="ValidFrom">The first day it holds; null where the name of an HTS file tells its edition, or for the day of the import.</param>
/// <param name="Destination">Whose tariff it is, ISO alpha-2; null for an HTS file, which is of the United States.</param>
/// <param name="Currency">Of the tariff's amounts; null for an HTS file and for a CSV file without amounts.</param>
public sealed record TariffFileToImport(string Path, DateOnly? ValidFrom = null, string? Destination = null, string? Currency = null, string? Title = null);

/// <summary>What an import brought.</summary>
/// <param name="Title">The edition, as its publisher calls it.</param>
/// <param name="IsDayAssumed">Nobody told since when it holds: it is the day of the import.</param>
/// <param name="Lines">Rows that were read, headings among them; <paramref name="Refused"/> are not.</param>
/// <param name="EightDigit">Different tariff lines of eight digits; <paramref name="TenDigit"/> are the rows of ten digits.</param>
/// <param name="Computed">Of the eight-digit lines, those whose general duty follows from value and quantities.</param>
/// <param name="Reasoned">Those of which it is said why not; <paramref name="Unknown"/> are the rest.</param>
/// <param name="Changed">Eight-digit lines with another rate than in the edition before, <paramref name="Against"/>; of them <paramref name="ChangedGeneral"/> in the general column.</param>
/// <param name="Yours">Products of the company under the changed lines; null where nobody knows them.</param>
/// <param name="IsNew">False when the same edition counts already; nothing was written then.</param>
public sealed record TariffImported(
    long Id, string Schedule, string Destination, string Title, DateOnly ValidFrom, bool IsDayAssumed, int Lines, int EightDigit, int TenDigit, int Computed, int Reasoned, int Unknown,
    int Changed, int ChangedGeneral, int Added, int Removed, int? Yours, string? Against, bool IsNew, IReadOnlyList<TariffRowRefused> Refused);

/// <param name="Row">From 1, as the file counts.</param>
public sealed record TariffRowRefused(int Row, string Code, Sentence Why);

/// <summary>An edition that counts, or that was taken back.</summary>
/// <param name="ValidTo">The last day; null where no other edition follows yet.</param>
/// <param name="WithdrawnAt">Null while it counts.</param>
public sealed record TariffEditionInfo(
    long Id, string Schedule, string Destination, string Title, DateOnly ValidFrom, DateOnly? ValidTo, bool IsDayAssumed, int EightDigit, int Computed, int Reasoned, int Unknown,
    int Changed, int Added, int Removed, string Source, DateTime ImportedAt, string ImportedBy, DateTime? WithdrawnAt);

/// <summary>Brings tariffs into the database, for every company. Each call is one unit of work of its own: call it outside of any other.</summary>
public interface ITariffImport
{
    /// <summary>
    /// Imports one edition. It holds from its day until the next imported edition's, and wins over the table that comes with
    /// the product for those days. Importing it twice changes nothing; rows that do not read are told and left out.
    /// </summary>
    /// <returns>Refused with <c>customs.no_tariff_file</c>, <c>customs.not_a_tariff_file</c>, <c>customs.no_tariff_rows</c> or <c>customs.no_tariff_country</c>; nothing was changed then.</returns>
    Task<Result<TariffImported>> ImportAsync(TariffFileToImport file, CancellationToken ct);

    /// <summary>Takes the edition that was imported last for a destination back: what held before it holds again.</summary>
    /// <returns>Refused with <c>customs.no_tariff_edition</c> where none is left.</returns>
    Task<Result<TariffEditionInfo>> RollBackAsync(string destination, CancellationToken ct);

    /// <summary>Every edition, the newest first; those taken back last.</summary>
    Task<IReadOnlyList<TariffEditionInfo>> EditionsAsync(CancellationToken ct);
}

/// <summary>What goods of a company are entered under, told by whoever knows its products.</summary>
public interface ITradedCodes
{
    /// <summary>The tariff code of each product in a customs territory, six digits or more; products without one are left out.</summary>
    Task<IReadOnlyList<string>> InAsync(string territory, CancellationToken ct);
}

/// <summary>What a tariff says of one code on one day.</summary>
/// <param name="Code">The line that sets the rates, digits only; what was asked for where no imported line is behind it.</param>
/// <param name="Edition">The imported edition it stands in; null where the answer comes from the tables of the product.</param>
/// <param name="Notes">What bears on the goods beside figures: quotas, exclusions, remedies, what is known to be missing.</param>
public sealed record TariffAnswer(
    string Code, string Destination, string Origin, DateOnly On, string Description, IReadOnlyList<string> Units, string? Edition,
    IReadOnlyList<TariffComponent> Components, IReadOnlyList<Sentence> Notes);

/// <summary>One duty on the goods, with the rule behind it.</summary>
/// <param name="Kind"><c>general</c>, <c>column2</c>, <c>preference</c> or <c>additional</c>.</param>
/// <param name="RuleId">Which rule: an edition's line and column, a heading of chapter 99, or a table of the product with its code.</param>
/// <param name="Text">The rate in the tariff's own words.</param>
/// <param name="IsApplied">Whether it is charged: a preference is not without its proof of origin, and some duties give way to others.</param>
/// <param name="AdValoremPpm">Where it is a part of the value and nothing else, parts per million.</param>
/// <param name="Needs">What has to be known besides the value, by name: <c>kg</c>, <c>litre</c>, <c>value of the case</c>.</param>
/// <param name="Reason">Why it cannot be reckoned; null where it can.</param>
/// <param name="ValidTo">The last day; null where none is known.</param>
public sealed record TariffComponent(
    string Kind, string RuleId, Sentence Label, string Text, bool IsApplied, bool IsComputed, long? AdValoremPpm, IReadOnlyList<string> Needs, Sentence? Reason,
    string Source, DateOnly ValidFrom, DateOnly? ValidTo);

/// <summary>Rates of codes by the imported tariffs, or by the tables of the product where none was imported for the day.</summary>
public interface ITariffRates
{
    /// <summary>
    /// Makes sure that imports are known to whatever is reckoned from now on, in this process. Costs nothing where nothing
    /// was imported since; to be awaited once before a batch.
    /// </summary>
    Task ReadyAsync(CancellationToken ct);

    /// <param name="destination">ISO alpha-2, also of a member of a customs union.</param>
    /// <param name="origin">ISO alpha-2; empty where not known.</param>
    /// <returns>Refused with <c>customs.not_a_tariff_code</c>, <c>customs.no_rate</c> or <c>customs.no_tariff_line</c>.</returns>
    Task<Result<TariffAnswer>> FindAsync(string code, string destination, string origin, DateOnly on, CancellationToken ct);
}
