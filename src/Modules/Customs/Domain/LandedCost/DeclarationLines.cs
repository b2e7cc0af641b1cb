namespace Entrepot.Customs.Domain.LandedCost;

/// <summary>
/// Goods that share tariff classification, description and, where it matters, origin are one line of the declaration.
/// Council Reg. (EU) 2026/382 charges its flat duty on each such line: five identical T-shirts are one, a T-shirt and a watch are two.
/// </summary>
internal sealed class DeclarationLines
{
    private readonly Dictionary<Key, int> byGoods = new(KeyComparer.Instance);

    public DeclarationLines(Consignment consignment, bool byFullCodeAndOrigin)
    {
        var lines = consignment.Request.Lines;
        for (var i = 0; i < lines.Count; i++)
        {
            var key = new Key(byFullCodeAndOrigin ? consignment.Hs[i] : consignment.Hs[i].First(6), byFullCodeAndOrigin ? lines[i].Origin : "", lines[i].Description.Trim());
            if (byGoods.TryGetValue(key, out var place))
            {
                var line = Lines[place];
                Lines[place] = line with { Quantity = line.Quantity + lines[i].Quantity, OrderLines = line.OrderLines + 1 };
                continue;
            }

            byGoods[key] = Lines.Count;
            Lines.Add(new DeclarationLine(i, lines[i].LineId, key.Hs, lines[i].Quantity, 1));
        }
    }

    public List<DeclarationLine> Lines { get; } = [];

    private readonly record struct Key(HsDigits Hs, string Origin, string Description);

    /// <summary>Descriptions that differ only by capitals are the same goods.</summary>
    private sealed class KeyComparer : IEqualityComparer<Key>
    {
        public static readonly KeyComparer Instance = new();

        public bool Equals(Key x, Key y) => x.Hs == y.Hs && x.Origin == y.Origin && string.Equals(x.Description, y.Description, StringComparison.OrdinalIgnoreCase);

        public int GetHashCode(Key key) => HashCode.Combine(key.Hs, key.Origin, string.GetHashCode(key.Description, StringComparison.OrdinalIgnoreCase));
    }
}

/// <param name="First">Index of the first order line in it, which bears its charge.</param>
internal sealed record DeclarationLine(int First, long LineId, HsDigits Hs, long Quantity, int OrderLines);
