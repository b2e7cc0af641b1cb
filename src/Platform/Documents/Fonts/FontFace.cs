namespace Entrepot.Platform.Documents.Fonts;

/// <summary>One font file. It is read when the first character needs it: the Chinese faces are 10 MB each.</summary>
internal sealed class FontFace
{
    private readonly Lazy<TrueTypeFont> font;
    private readonly Lazy<BaseSubset> baseSubset;

    /// <param name="path">The font file.</param>
    /// <param name="isBold">Bold weight.</param>
    /// <param name="baseText">Characters that nearly every document uses, embedded together from a cache; empty where there are none.</param>
    public FontFace(string path, bool isBold, string baseText)
    {
        Name = PostScriptName(path);
        IsBold = isBold;
        font = new(() => new TrueTypeFont(File.ReadAllBytes(path), Name));
        baseSubset = new(() => BaseSubset.Of(this, baseText));
    }

    public string Name { get; }
    public bool IsBold { get; }
    public TrueTypeFont Font => font.Value;
    public BaseSubset Base => baseSubset.Value;

    /// <summary>Advance width in thousandths of the font size.</summary>
    public int AdvanceOf(ushort glyph) => Font.UnitsPerEm == 1000 ? Font.AdvanceOf(glyph) : PerThousand(Font.AdvanceOf(glyph));

    public int PerThousand(int fontUnits) => (int)Math.Round(fontUnits * 1000.0 / Font.UnitsPerEm);

    /// <summary><c>NotoSansSC_700Bold.ttf</c> is <c>NotoSansSC-Bold</c> to a PDF.</summary>
    private static string PostScriptName(string path)
    {
        var parts = Path.GetFileNameWithoutExtension(path).Split('_');
        return parts.Length < 2 ? parts[0] : $"{parts[0]}-{parts[^1].TrimStart("0123456789").ToString()}";
    }
}
