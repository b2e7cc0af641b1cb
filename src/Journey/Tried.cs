using System.Globalization;
using Entrepot.Platform.Work;

namespace Entrepot.Journey;

/// <summary>An order that waits for a journey.</summary>
/// <param name="IsInBook">By its number in the order book; otherwise by its number in the intake.</param>
internal sealed record Suspect(bool IsInBook, long Id)
{
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{(IsInBook ? 'o' : 'i')}{Id}");

}

/// <summary>
/// Suspects that were begun alone and have not ended, with how often, as they stand in the mark of the process that runs them:
/// <c>i17*2 o12*1</c>.
/// </summary>
internal sealed class Tried
{
    /// <summary>In place of orders: the next ones travel in groups.</summary>
    private const string InGroups = "*";

    /// <summary>No more travel alone at a time than one group.</summary>
    private const int Most = JourneySuspects.Together;

    private readonly List<(Suspect Order, int Attempts)> all;

    private Tried(List<(Suspect, int)> all) => this.all = all;

    public int Count => all.Count;

    public bool IsFull => all.Count >= Most;

    public static bool AreTogether(RunMark mark) => mark.Suspect == InGroups;

    public static Tried Read(RunMark mark) => AreTogether(mark) ? new([]) : new([.. mark.Suspect.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Read).OfType<(Suspect, int)>()]);

    /// <summary>What becomes of a mark whose process has died.</summary>
    /// <param name="ours">The finder's own mark, which may know suspects already.</param>
    public static RunMark After(RunMark left, RunMark ours)
    {
        if (left.Alone == 0) return ours.Alone > 0 ? ours : new(OrderBatch.CountMax, InGroups, 0);
        if (AreTogether(left)) return Read(ours).On(new(Math.Max(JourneySuspects.Together, AreTogether(ours) ? 0 : ours.Alone), "", 0));
        var both = Read(left).all.Concat(Read(ours).all).GroupBy(one => one.Order).Select(one => (one.Key, one.Max(known => known.Item2))).OrderByDescending(one => one.Item2).Take(Most);
        return new Tried([.. both]).On(left with { Alone = Math.Max(left.Alone, AreTogether(ours) ? 0 : ours.Alone) });
    }

    /// <summary>The mark after so many of a group have travelled.</summary>
    public static RunMark Others(RunMark mark, int travelled) => mark.Alone > travelled ? mark with { Alone = mark.Alone - travelled } : new(0, "", 0);

    public int AttemptsOf(Suspect order) => all.Find(one => one.Order == order).Attempts;

    public Tried Begin(Suspect order) => new([.. all.Where(one => one.Order != order), (order, AttemptsOf(order) + 1)]);

    public Tried Without(Suspect? order) => new([.. all.Where(one => one.Order != order)]);

    public RunMark On(RunMark mark) => mark.Alone > 0
        ? mark with { Suspect = string.Join(' ', all.Select(one => string.Create(CultureInfo.InvariantCulture, $"{one.Order}*{one.Attempts}"))), Attempts = all.Count > 0 ? all[^1].Attempts : 0 }
        : new(0, "", 0);

    /// <returns>Null for what another release has written.</returns>
    private static (Suspect, int)? Read(string one) =>
        one.Split('*') is [['o' or 'i', ..] order, var attempts] && long.TryParse(order.AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture, out var id) && int.TryParse(attempts, NumberStyles.None, CultureInfo.InvariantCulture, out var times)
            ? (new(order[0] == 'o', id), times) : null;
}
