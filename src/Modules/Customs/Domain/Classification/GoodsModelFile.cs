using System.IO.Compression;

namespace Entrepot.Customs.Domain.Classification;

/// <summary>
/// A model as bytes: Brotli over three streams one after another, so that like stands beside like: the tree with its
/// features (their differences in rising order), the children that weights are for, and the weights.
/// </summary>
internal static class GoodsModelFile
{
    private const int Format = 1;

    public static void Write(GoodsModel model, Stream target)
    {
        var features = model.Nodes.SelectMany(node => node.Rows.Keys).Distinct().Order().ToArray();
        var place = features.Select((key, i) => (key, i)).ToDictionary(pair => pair.key, pair => pair.i);
        using var packed = new BrotliStream(target, CompressionLevel.SmallestSize, leaveOpen: true);
        using var tree = new BinaryWriter(packed);
        tree.Write(Format);
        tree.Write(model.Source);
        tree.Write(model.Temperature);
        tree.Write7BitEncodedInt(features.Length);
        for (var i = 0; i < features.Length; i++) tree.Write7BitEncodedInt64((long)features[i] - (i == 0 ? 0 : features[i - 1]));

        var nodes = model.Nodes.OrderBy(node => node.Prefix, StringComparer.Ordinal).ToArray();
        tree.Write7BitEncodedInt(nodes.Length);
        foreach (var node in nodes)
        {
            tree.Write(node.Prefix);
            tree.Write7BitEncodedInt(node.Children.Length);
            tree.Write(node.Children);
            foreach (var prior in node.Priors) tree.Write(prior);
            var rows = node.Rows.OrderBy(row => row.Key).ToArray();
            tree.Write7BitEncodedInt(rows.Length);
            for (var i = 0; i < rows.Length; i++) tree.Write7BitEncodedInt(place[rows[i].Key] - (i == 0 ? 0 : place[rows[i - 1].Key]));
            foreach (var row in rows) tree.Write7BitEncodedInt(row.Value.To - row.Value.From);
        }

        foreach (var node in nodes)
            foreach (var (from, to) in node.Rows.OrderBy(row => row.Key).Select(row => row.Value)) tree.Write(node.Places.AsSpan(from, to - from));
        foreach (var node in nodes)
            foreach (var (from, to) in node.Rows.OrderBy(row => row.Key).Select(row => row.Value))
                for (var at = from; at < to; at++) tree.Write(node.Weights[at]);
    }

    public static GoodsModel Read(Stream source)
    {
        using var packed = new BrotliStream(source, CompressionMode.Decompress);
        using var tree = new BinaryReader(new BufferedStream(packed, 1 << 16));
        if (tree.ReadInt32() != Format) throw new InvalidDataException("The model of goods has another format: learn it again with 'customs train'.");
        var about = tree.ReadString();
        var temperature = tree.ReadDouble();
        var features = new uint[tree.Read7BitEncodedInt()];
        for (var i = 0; i < features.Length; i++) features[i] = (uint)(tree.Read7BitEncodedInt64() + (i == 0 ? 0 : features[i - 1]));

        var heads = new (string Prefix, byte[] Children, sbyte[] Priors, int[] Features, int[] Counts)[tree.Read7BitEncodedInt()];
        for (var n = 0; n < heads.Length; n++)
        {
            var prefix = tree.ReadString();
            var children = tree.ReadBytes(tree.Read7BitEncodedInt());
            var priors = Signed(tree, children.Length);
            var places = new int[tree.Read7BitEncodedInt()];
            for (var i = 0; i < places.Length; i++) places[i] = tree.Read7BitEncodedInt() + (i == 0 ? 0 : places[i - 1]);
            var counts = new int[places.Length];
            for (var i = 0; i < counts.Length; i++) counts[i] = tree.Read7BitEncodedInt();
            heads[n] = (prefix, children, priors, places, counts);
        }

        var owners = heads.Select(head => tree.ReadBytes(head.Counts.Sum())).ToArray();
        return new GoodsModel(heads.Select((head, n) => new GoodsNode(head.Prefix, head.Children, head.Priors, Rows(head.Features, head.Counts), owners[n], Signed(tree, owners[n].Length))).ToArray(), temperature, about);

        Dictionary<uint, (int, int)> Rows(int[] places, int[] counts)
        {
            var rows = new Dictionary<uint, (int, int)>(places.Length);
            var from = 0;
            for (var i = 0; i < places.Length; from += counts[i++]) rows[features[places[i]]] = (from, from + counts[i]);
            return rows;
        }
    }

    private static sbyte[] Signed(BinaryReader reader, int count) => [.. reader.ReadBytes(count).Select(value => (sbyte)value)];
}
