namespace Entrepot.Catalog.Contracts;

/// <summary>A product's tariff lines by customs territory. Written and stored as <c>EU=61091000 US=6109100012</c>.</summary>
public sealed record NationalCodes
{
    public static readonly NationalCodes None = new([]);

    private readonly (string Territory, string Code)[] codes;

    private NationalCodes((string, string)[] codes) => this.codes = codes;

    public bool IsEmpty => codes.Length == 0;

    public IReadOnlyList<(string Territory, string Code)> All => codes;

    /// <exception cref="FormatException">The text was not written by <see cref="ToString"/>.</exception>
    public static NationalCodes Parse(string text) => text.Length == 0
        ? None
        : new([.. text.Split(' ').Select(part => part.Split('=') is [{ Length: 2 } territory, { Length: > 6 } code]
            ? (territory, code)
            : throw new FormatException($"'{part}' is not a territory with its code."))]);

    /// <summary>The code in that territory; null where none was chosen.</summary>
    public string? In(string territory)
    {
        foreach (var (known, code) in codes)
            if (known == territory) return code;
        return null;
    }

    /// <summary>The same with another code for one territory; an empty code takes it away.</summary>
    public NationalCodes With(string territory, string code) => new([
        .. codes.Where(known => known.Territory != territory).Concat(code.Length == 0 ? [] : [(territory, code)]).OrderBy(known => known.Item1, StringComparer.Ordinal)]);

    /// <summary>Without the codes that do not go on from these six digits.</summary>
    public NationalCodes Under(string hsCode) => new([.. codes.Where(known => hsCode.Length >= 6 && known.Code.StartsWith(hsCode[..6], StringComparison.Ordinal))]);

    public bool Equals(NationalCodes? other) => other is not null && codes.AsSpan().SequenceEqual(other.codes);

    public override int GetHashCode() => ToString().GetHashCode(StringComparison.Ordinal);

    public override string ToString() => string.Join(' ', codes.Select(known => $"{known.Territory}={known.Code}"));
}
