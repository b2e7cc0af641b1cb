using Entrepot.Kernel;

namespace Entrepot.Customs.Contracts;

/// <summary>The numbers that authorities know the company by in one customs territory.</summary>
/// <param name="Territory">As <see cref="Countries.CustomsTerritory"/> has it: <c>EU</c>, <c>GB</c>, <c>CN</c>.</param>
/// <param name="Eori">Economic operators registration and identification (EU, GB); empty where there is none, as the others.</param>
/// <param name="Other">Any other with its name: <c>USCC 91440300…</c>, <c>EIN 12-3456789</c>.</param>
public sealed record TraderNumbers(string Territory, string Eori, string VatNumber, string Other);

/// <summary>The company's own numbers, for its papers and declarations.</summary>
public interface ITraderNumbers
{
    /// <summary>Sets the numbers of one territory in the open unit of work, in place of earlier ones. Refused with <c>customs.bad_trader_number</c>, saying which.</summary>
    Result Set(TraderNumbers numbers);

    Task<IReadOnlyList<TraderNumbers>> AllAsync(CancellationToken ct);
}
