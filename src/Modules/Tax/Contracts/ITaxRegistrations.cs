using System.Text.Json.Serialization;
using Entrepot.Kernel;

namespace Entrepot.Tax.Contracts;

/// <summary>Under what a company declares tax.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<TaxRegistrationKind>))]
public enum TaxRegistrationKind
{
    /// <summary>VAT, GST or consumption tax of one country.</summary>
    Vat,

    /// <summary>Import one-stop shop of the EU.</summary>
    Ioss,

    /// <summary>Union one-stop shop of the EU.</summary>
    OssUnion,

    /// <summary>Sales tax of one state or province.</summary>
    SalesTax,
}

/// <param name="Country">Who registered the company; for the one-stop shops the member state of identification.</param>
/// <param name="Region">State or province of a sales tax, else empty.</param>
public sealed record TaxRegistrationInfo(TaxRegistrationKind Kind, string Country, string Region, string Number);

/// <summary>How often a return is due.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<TaxRhythm>))]
public enum TaxRhythm { Month, Quarter }

/// <summary>A registration to keep.</summary>
/// <param name="Rhythm">Null for the one that the law has for it.</param>
/// <param name="Currency">Of the returns, ISO 4217.</param>
/// <param name="ValidTo">The last day; null for without end.</param>
public sealed record NewTaxRegistration(TaxRegistrationKind Kind, string? Country, string? Region, string? Number, TaxRhythm? Rhythm, string? Currency, DateOnly ValidFrom, DateOnly? ValidTo);

/// <summary>Where the company is registered for tax.</summary>
public interface ITaxRegistrations
{
    /// <summary>Adds a registration in a unit of work of its own; answers its id.</summary>
    /// <returns>Refused with <c>tax.unknown_country</c>, <c>tax.not_in_the_union</c>, <c>tax.region_missing</c>, <c>tax.number_missing</c>, <c>tax.unknown_currency</c>, <c>tax.ends_before_it_begins</c>, and <c>tax.registration_overlaps</c> where the company is registered for the same at that time.</returns>
    Task<Result<long>> AddAsync(NewTaxRegistration registration, CancellationToken ct);

    /// <summary>The registrations in force that day.</summary>
    Task<IReadOnlyList<TaxRegistrationInfo>> InForceAsync(DateOnly on, CancellationToken ct);
}

/// <summary>Exchange rates for returns; whoever keeps rates answers.</summary>
public interface IClosingRates
{
    /// <summary>The rates published on the day or on the next day on which any were (Directive 2006/112/EC Art. 369h and 369v); where none are out yet, the latest before it.</summary>
    Task<FxTable> OnAsync(DateOnly day, CancellationToken ct);
}
