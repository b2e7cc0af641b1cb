using System.Text;
using Entrepot.Transport.Contracts;

namespace Entrepot.Transport.Carriers;

/// <summary>A label as the carrier gave it, byte for byte.</summary>
/// <param name="Parcel">Which parcel it is for, from 1; zero where one file holds the labels of all parcels.</param>
internal sealed record LabelFile(int Parcel, LabelFormat Format, byte[] Content)
{
    /// <summary>One parcel's label is some ten kilobytes; anything this large is no label.</summary>
    private const int BytesMax = 4 * 1024 * 1024;

    /// <summary>From the base64 of a carrier's answer; null where there is nothing, or nothing that can be printed.</summary>
    /// <param name="named">The format by the carrier's name for it; it decides only where the bytes do not.</param>
    public static LabelFile? FromBase64(int parcel, string? text, string? named)
    {
        if (string.IsNullOrEmpty(text) || text.Length > BytesMax) return null;
        var bytes = new byte[text.Length];
        return Convert.TryFromBase64String(text, bytes, out var length) ? From(parcel, bytes[..length], named) : null;
    }

    public static LabelFile? FromText(int parcel, string? text, string? named) => string.IsNullOrEmpty(text) ? null : From(parcel, Encoding.UTF8.GetBytes(text), named);

    private static LabelFile? From(int parcel, byte[] content, string? named) => FormatOf(content, named) is { } format ? new(parcel, format, content) : null;

    private static LabelFormat? FormatOf(ReadOnlySpan<byte> content, string? named)
    {
        if (content.StartsWith("%PDF-"u8)) return LabelFormat.Pdf;
        if (content.StartsWith((ReadOnlySpan<byte>)[0x89, (byte)'P', (byte)'N', (byte)'G'])) return LabelFormat.Png;
        if (content.StartsWith("GIF8"u8)) return LabelFormat.Gif;
        if (content.IndexOf("^XA"u8) >= 0) return LabelFormat.Zpl; // Printer settings may stand before it.
        return named?.ToUpperInvariant() is "EPL" or "EPL2" ? LabelFormat.Epl : null;
    }
}
