using System.Globalization;

namespace Entrepot.Customs.Domain.Declarations.Life;

/// <summary>Times as CDS writes them: <c>20260313130231Z</c>, <c>20260313130231+01</c>, <c>20260313</c>.</summary>
internal static class WireTime
{
    /// <returns>UTC; null where there is none or it cannot be read.</returns>
    public static DateTime? Read(string? text)
    {
        if (text is null) return null;
        var written = text.EndsWith('Z') ? text[..^1] + "+00" : text;
        if (DateTimeOffset.TryParseExact(written, "yyyyMMddHHmmsszz", CultureInfo.InvariantCulture, DateTimeStyles.None, out var at)) return at.UtcDateTime;
        return DateTime.TryParseExact(written, "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var day) ? day : null;
    }
}
