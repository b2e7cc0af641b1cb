namespace Entrepot.Journey;

/// <summary>One step of every order's life.</summary>
/// <remarks>
/// The law of every stage, tested: how orders were batched makes no difference to what happens to them. Reads go through
/// contracts that take the whole batch; decisions await nothing; writes are collected and committed by the runner.
/// </remarks>
internal interface IJourneyStage
{
    /// <summary>Lower case with hyphens; stands in traces, metrics and hold reasons.</summary>
    string Name { get; }

    ValueTask RunAsync(OrderBatch batch, CancellationToken ct);
}
