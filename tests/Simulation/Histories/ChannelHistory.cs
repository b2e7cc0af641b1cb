using System.Globalization;
using Entrepot.Channels.Contracts;
using Entrepot.Simulation.Company;

namespace Entrepot.Simulation.Histories;

/// <summary>One thing that a channel tells, or a moment at which what has come in is worked off.</summary>
internal abstract record Told(string Name)
{
    public sealed override string ToString() => Name;
}

/// <summary>The order as it stood at the channel: later versions have more of it cancelled.</summary>
internal sealed record Sent(IncomingOrder Order, int Version) : Told($"{Order.ExternalNumber} v{Version}");

internal sealed record Cancelled(IncomingCancellation Cancellation) : Told(Cancellation.Reference);

internal sealed record WorkedOff() : Told("-");

/// <summary>
/// What happened at a channel, in its order, and the same as it reaches us: each message one to five times, in any order, all
/// but the last version of an order sometimes lost. A cancellation may come before the order that it names.
/// </summary>
internal sealed record ChannelHistory(IReadOnlyList<Told> InOrder, IReadOnlyList<Told> AsItCame)
{
    private static readonly WorkedOff Pause = new();

    public static ChannelHistory Draw(int seed)
    {
        var dice = new Random(seed);
        var happened = new List<Told>();
        var came = new List<Told>();
        for (var i = 1; i <= 1 + dice.Next(3); i++)
        {
            var messages = Messages(string.Create(CultureInfo.InvariantCulture, $"H-{i}"), dice);
            happened.AddRange(messages);
            foreach (var message in messages)
                if (message is Cancelled || ReferenceEquals(message, messages.FindLast(one => one is Sent)) || dice.Next(4) > 0)
                    came.AddRange(Enumerable.Repeat(message, 1 + dice.Next(5)));
        }

        return new([.. happened.SelectMany(message => new[] { message, Pause })], WithPauses(Shuffled(came, dice), dice));
    }

    /// <summary>Without one of the messages as they came, for each that can be spared: shrinks a history that fails.</summary>
    public IEnumerable<ChannelHistory> Smaller()
    {
        for (var i = 0; i < AsItCame.Count; i++)
        {
            var left = AsItCame.Where((_, at) => at != i).ToList();
            var isSpare = AsItCame[i] is WorkedOff || left.Contains(AsItCame[i]);
            if (isSpare) yield return this with { AsItCame = left };
        }
    }

    private static List<Told> Messages(string number, Random dice)
    {
        var order = Goods.AnOrder(number, Furnished.Noon.AddHours(-2), Goods.Places[dice.Next(Goods.Places.Length)], ("MUG", 2 + dice.Next(3)), ("TEE", 1 + dice.Next(3)), ("CLOCK", 1));
        var messages = new List<Told> { new Sent(order, 0) };
        for (var version = 1; version <= dice.Next(3); version++)
            messages.Add(new Sent(order with { Lines = [order.Lines[0] with { CancelledQuantity = version }, .. order.Lines.Skip(1)] }, version));
        for (var piece = 1; piece <= dice.Next((int)order.Lines[1].Quantity + 1); piece++)
            messages.Add(new Cancelled(new($"{number}/{piece}", number, Furnished.Noon, [new("2", 1)])));
        return messages;
    }

    private static List<Told> Shuffled(List<Told> messages, Random dice)
    {
        var mixed = messages.ToArray();
        dice.Shuffle(mixed);
        return [.. mixed];
    }

    private static List<Told> WithPauses(List<Told> messages, Random dice) => [.. messages.SelectMany(message => dice.Next(3) == 0 ? [message, Pause] : new Told[] { message }), Pause];
}
