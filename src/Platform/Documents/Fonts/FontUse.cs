using System.Collections;

namespace Entrepot.Platform.Documents.Fonts;

/// <summary>The glyphs of one face in one document: gives each a character identifier and embeds what was used.</summary>
internal sealed class FontUse(FontFace face)
{
    private readonly BaseSubset baseSubset = face.Base;
    private readonly BitArray usedOfBase = new(face.Base.Glyphs.Count);
    private readonly Dictionary<ushort, ushort> cidByGlyph = [];
    private readonly List<ushort> glyphs = [];
    private readonly List<string> texts = [];

    public FontFace Face => face;

    /// <summary>The identifier to write into the page; <paramref name="text"/> is what a reader copies from it.</summary>
    public ushort CidOf(ushort glyph, ReadOnlySpan<char> text)
    {
        var cid = baseSubset.CidOf(glyph);
        if (cid != 0 || glyph == 0)
        {
            usedOfBase[cid] = true;
            return cid;
        }
        if (cidByGlyph.TryGetValue(glyph, out cid)) return cid;

        cid = (ushort)(baseSubset.Glyphs.Count + glyphs.Count);
        cidByGlyph[glyph] = cid;
        glyphs.Add(glyph);
        texts.Add(text.ToString());
        return cid;
    }

    /// <summary>The cached base where that is all; else exactly the glyphs used, with the base's numbers kept but emptied.</summary>
    public EmbeddedFont Embed() => glyphs.Count == 0
        ? baseSubset.Program
        : EmbeddedFont.Build(face, [.. baseSubset.Glyphs, .. glyphs], [.. baseSubset.Texts, .. texts], cid => cid >= usedOfBase.Count || usedOfBase[cid]);
}
