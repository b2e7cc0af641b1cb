using System.Globalization;
using Entrepot.Channels.Contracts;
using Entrepot.Kernel;

namespace Entrepot.Simulation.Plants;

/// <summary>An intake that tells orders apart by their delivery and not by their number: what is sent again is taken for new.</summary>
internal sealed class ForgetsWhatCameIn(IOrderIntake intake, HashSet<string> delivered, World world) : IOrderIntake
{
    public Task<IReadOnlyList<IntakeAnswer>> AcceptAsync(SalesChannelId channel, IReadOnlyList<IncomingOrder> orders, IReadOnlyList<string?> raw, CancellationToken ct) =>
        intake.AcceptAsync(channel, [.. orders.Select(order => delivered.Add(order.ExternalNumber) ? order : order with { ExternalNumber = string.Create(CultureInfo.InvariantCulture, $"{order.ExternalNumber}@{world.Clock.Now.Ticks}") })], raw, ct);

    public Task<IReadOnlyList<CancellationOutcome>> CancelAsync(SalesChannelId channel, IReadOnlyList<IncomingCancellation> cancellations, CancellationToken ct) => intake.CancelAsync(channel, cancellations, ct);
}
