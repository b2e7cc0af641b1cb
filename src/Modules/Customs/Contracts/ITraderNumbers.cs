using System.Text.Json.Serialization;
using Entrepot.Kernel;

namespace Entrepot.Customs.Contracts;

/// <summary>What an authority knows a company by.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<TraderNumberKind>))]
public enum TraderNumberKind
{
    /// <summary>Economic operators registration and identification (EU, GB).</summary>
    Eori,

    Vat,

    /// <summary>Import one-stop shop of the EU.</summary>
    Ioss,

    /// <summary>Of the importer of record, where the seller clears the goods itself: <c>EIN 12-3456789</c>.</summary>
    Importer,

    /// <summary>Any other with its name: <c>USCC 91440300…</c>.</summary>
    Other,
}

/// <summary>The numbers that authorities know the company by in one customs territory on one day; empty where there is none.</summary>
/// <param name="Territory">As <see cref="Countries.CustomsTerritory"/> has it: <c>EU</c>, <c>GB</c>, <c>CN</c>.</param>
public sealed record TraderNumbers(string Territory, string Eori, string VatNumber, string Other)
{
    public string Ioss { get; init; } = "";
    public string Importer { get; init; } = "";
}

/// <summary>The company's own numbers, for its papers and declarations. People keep them on a page of their own.</summary>
public interface ITraderNumbers
{
    /// <summary>Those in force that day, one answer for each territory that has any.</summary>
    Task<IReadOnlyList<TraderNumbers>> InForceAsync(DateOnly on, CancellationToken ct);
}
