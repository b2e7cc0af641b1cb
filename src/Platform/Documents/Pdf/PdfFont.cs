using System.Globalization;
using Entrepot.Platform.Documents.Fonts;

namespace Entrepot.Platform.Documents.Pdf;

/// <summary>A font as a PDF wants it: composite, glyphs by number (ISO 32000-1, 9.7).</summary>
internal static class PdfFont
{
    private const int FixedPitchNoSymbolic = 32;

    public static int Add(PdfFile file, FontUse use)
    {
        var font = use.Embed();
        var source = use.Face.Font;
        int Scaled(int fontUnits) => use.Face.PerThousand(fontUnits);

        var program = file.AddStream(Invariant($"/Length1 {font.FileLength}"), font.File);
        var toUnicode = file.AddStream("", font.ToUnicode);
        var (xMin, yMin, xMax, yMax) = source.Box;
        var descriptor = file.Add(Invariant($"<</Type/FontDescriptor/FontName/{font.Name}/Flags {FixedPitchNoSymbolic}/ItalicAngle 0/StemV {(use.Face.IsBold ? 140 : 80)}")
            + Invariant($"/FontBBox[{Scaled(xMin)} {Scaled(yMin)} {Scaled(xMax)} {Scaled(yMax)}]/Ascent {Scaled(source.Ascent)}/Descent {Scaled(source.Descent)}/CapHeight 714/FontFile2 {program} 0 R>>"));
        var descendant = file.Add($"<</Type/Font/Subtype/CIDFontType2/BaseFont/{font.Name}/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>"
            + Invariant($"/FontDescriptor {descriptor} 0 R/CIDToGIDMap/Identity/W{font.Widths}>>"));
        return file.Add(Invariant($"<</Type/Font/Subtype/Type0/BaseFont/{font.Name}/Encoding/Identity-H/DescendantFonts[{descendant} 0 R]/ToUnicode {toUnicode} 0 R>>"));
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
