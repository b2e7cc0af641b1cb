using Entrepot.Platform.Data;

namespace Entrepot.Unit.Platform;

/// <summary>Whose turn it is to write where only one can.</summary>
public sealed class WriteGateTests
{
    private static readonly CancellationToken Never = CancellationToken.None;

    [Fact]
    public async Task A_caller_goes_before_background_work_that_came_first()
    {
        var gate = new WriteGate(isSingleWriter: true, TimeProvider.System);
        var held = await gate.EnterAsync(isBackground: true, Never);
        var batch = gate.EnterAsync(isBackground: true, Never);
        var caller = gate.EnterAsync(isBackground: false, Never);

        gate.IsWaitedFor.ShouldBeTrue();
        held.Dispose();
        var turn = await caller;
        batch.IsCompleted.ShouldBeFalse();
        turn.Dispose();
        (await batch).Dispose();
    }

    [Fact]
    public async Task Background_work_gets_its_turn_among_callers_who_never_end()
    {
        var gate = new WriteGate(isSingleWriter: true, TimeProvider.System);
        var turn = await gate.EnterAsync(isBackground: false, Never);
        var batch = gate.EnterAsync(isBackground: true, Never);

        while (!batch.IsCompleted)
        {
            var next = gate.EnterAsync(isBackground: false, Never); // Always one in the queue when a turn ends.
            turn.Dispose();
            await Task.WhenAny(batch, next);
            if (batch.IsCompleted) (await batch).Dispose();
            turn = await next;
        }

        turn.Dispose();
    }

    [Fact]
    public async Task Who_gives_up_is_passed_over_and_the_turn_is_not_lost()
    {
        var gate = new WriteGate(isSingleWriter: true, TimeProvider.System);
        var held = await gate.EnterAsync(isBackground: false, Never);
        using var patience = new CancellationTokenSource();
        var impatient = gate.EnterAsync(isBackground: false, patience.Token);
        var next = gate.EnterAsync(isBackground: false, Never);

        await patience.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(impatient);
        held.Dispose();
        held.Dispose();
        (await next).Dispose();
        (await gate.EnterAsync(isBackground: true, Never)).Dispose();
    }

    [Fact]
    public async Task Where_many_can_write_nobody_waits()
    {
        var gate = new WriteGate(isSingleWriter: false, TimeProvider.System);

        using var first = await gate.EnterAsync(isBackground: false, Never);
        using var second = await gate.EnterAsync(isBackground: false, Never);

        gate.IsWaitedFor.ShouldBeFalse();
    }
}
