using QRCoder;

namespace Entrepot.Platform.Documents.Barcodes;

/// <summary>QR codes (ISO/IEC 18004) with error correction M: a seventh of the symbol may be lost.</summary>
public static class QrCode
{
    /// <summary>QR version 40 with correction M holds 2,331 bytes; a payload near that is a mistake long before it is unreadable.</summary>
    public const int BytesMax = 1_000;

    internal const int QuietModules = 4;

    /// <exception cref="ArgumentException">The text is empty or longer than <see cref="BytesMax"/> in UTF-8.</exception>
    public static MatrixBarcode Encode(string text)
    {
        var bytes = System.Text.Encoding.UTF8.GetByteCount(text);
        if (bytes is 0 or > BytesMax) throw new ArgumentException($"A QR code holds 1 to {BytesMax} bytes here, not {bytes}.", nameof(text));

        // Without the mark that says UTF-8, readers guess, and some guess a Japanese code page.
        var isAscii = text.All(char.IsAscii);
        using var data = QRCodeGenerator.GenerateQrCode(text, QRCodeGenerator.ECCLevel.M, forceUtf8: !isAscii,
            eciMode: isAscii ? QRCodeGenerator.EciMode.Default : QRCodeGenerator.EciMode.Utf8);
        return WithoutQuietZone(text, data.ModuleMatrix);
    }

    /// <summary>QRCoder adds the quiet zone to the matrix; here it belongs to whoever draws.</summary>
    private static MatrixBarcode WithoutQuietZone(string text, List<System.Collections.BitArray> modules)
    {
        var side = modules.Count - (2 * QuietModules);
        var dark = new bool[side * side];
        for (var row = 0; row < side; row++)
            for (var column = 0; column < side; column++)
                dark[(row * side) + column] = modules[row + QuietModules][column + QuietModules];
        return new(text, side, side, QuietModules, dark);
    }
}
