namespace Entrepot.Customs.Domain.Tariffs;

/// <summary>What a specific duty counts.</summary>
internal enum DutyUnit { None, Kilogram, Piece }

/// <summary>
/// One line of a tariff: ad valorem, specific, or both (compound).
/// </summary>
/// <param name="Hs">The prefix the rate is for.</param>
/// <param name="SpecificMicro">Millionths of the tariff's currency a unit.</param>
/// <param name="FromPpm">Set where longer codes below this prefix have different rates: the lowest of them. <paramref name="AdValoremPpm"/> is the highest.</param>
/// <param name="IsFloor">Base duty and this one together come to at least the rate, instead of adding it.</param>
/// <param name="MinMicro">Set where the ad valorem duty is at least so many millionths of the tariff's currency a unit.</param>
/// <param name="MaxMicro">Set where it is at most so many.</param>
internal sealed record DutyRate(
    HsDigits Hs, long AdValoremPpm, long SpecificMicro, DutyUnit Unit, long? FromPpm, bool IsFloor, long? MinMicro = null, long? MaxMicro = null)
{
    public bool IsFree => AdValoremPpm == 0 && SpecificMicro == 0 && MinMicro is null;

    /// <summary>The code is too short for one rate: the lines below it differ.</summary>
    public bool Differs => FromPpm is not null;
}
