using Entrepot.Kernel;

namespace Entrepot.Transport.Contracts;

/// <summary>How a company reaches one carrier's API.</summary>
/// <param name="Carrier"><c>ups</c>, <c>dhl-express</c> or <c>dhl-parcel-de</c>.</param>
/// <param name="BaseUrl">Without a slash at the end: the carrier's production or test host, or the sandbox's.</param>
/// <param name="AccountNumber">The shipper's account; for DHL Parcel Germany the first ten digits (EKP) of its billing numbers.</param>
/// <param name="ClientSecret">Kept sealed; no page, log or export shows it.</param>
/// <param name="Options">Kept sealed too, since some are passwords. What only one carrier asks for, by name; the carrier's adapter lists them.</param>
/// <param name="PollEvery">Pause between two questions for tracking events.</param>
public sealed record CarrierAccountSettings(
    string Carrier, Uri BaseUrl, string AccountNumber, string ClientId, string ClientSecret, IReadOnlyDictionary<string, string> Options, TimeSpan PollEvery)
{
    /// <summary>Without the secrets, wherever it may be written.</summary>
    public override string ToString() => $"{Carrier} account {AccountNumber}";
}

/// <summary>What must be in place before transport can be planned and booked. Each method runs in the caller's unit of work.</summary>
public interface ITransportSetup
{
    /// <summary>Sets the company's account with a carrier; an existing one is replaced. Refused with <c>transport.unknown_carrier</c>.</summary>
    Task<Result> SetAccountAsync(CarrierAccountSettings account, CancellationToken ct);

    /// <summary>Adds a dated rate card in the JSON form of <c>Rules/rate-cards</c>. From the first card of its own on, a company no longer plans with the demo cards.</summary>
    /// <returns>Refused with <c>transport.bad_rate_card</c>, saying where, or <c>transport.rate_card_exists</c> for the same carrier, origin and first day.</returns>
    Task<Result> AddRateCardAsync(string json, CancellationToken ct);
}
