namespace Entrepot.Platform.Documents.Fonts;

/// <summary>
/// The characters of nearly every document, numbered once. A document that uses no others embeds the cached
/// <see cref="Program"/>, so a label costs no subsetting and no compression of fonts.
/// </summary>
internal sealed class BaseSubset
{
    private readonly ushort[] cidByGlyph;
    private readonly Lazy<EmbeddedFont> program;

    private BaseSubset(FontFace face, ushort[] cidByGlyph, List<ushort> glyphs, List<string> texts)
    {
        this.cidByGlyph = cidByGlyph;
        Glyphs = glyphs;
        Texts = texts;
        program = new(() => EmbeddedFont.Build(face, glyphs, texts, _ => true));
    }

    public IReadOnlyList<ushort> Glyphs { get; }
    public IReadOnlyList<string> Texts { get; }
    public EmbeddedFont Program => program.Value;

    /// <summary>0 where the glyph is not in the base.</summary>
    public ushort CidOf(ushort glyph) => cidByGlyph[glyph];

    public static BaseSubset Of(FontFace face, string characters)
    {
        var font = face.Font;
        var cids = new ushort[font.GlyphCount];
        var (glyphs, texts) = (new List<ushort> { 0 }, new List<string> { "" });
        foreach (var character in characters)
        {
            var glyph = font.GlyphOf(character);
            if (glyph == 0 || cids[glyph] != 0) continue;
            cids[glyph] = (ushort)glyphs.Count;
            glyphs.Add(glyph);
            texts.Add(character.ToString());
        }
        return new(face, cids, glyphs, texts);
    }
}
