using Entrepot.Kernel;
using Entrepot.Platform.Ui;

namespace Entrepot.Orders.Contracts;

/// <summary>Two people on one order: a form that was opened before somebody else changed the order is not simply carried out.</summary>
public interface IOrderConflicts
{
    /// <summary>
    /// Compares the version in the form's field <c>version</c> with the order's. Where somebody was faster, the answer is a page with status 409: what has
    /// changed since and by whom, and the form with what was typed, to be sent again or given up.
    /// </summary>
    /// <param name="path">Where the form was posted to.</param>
    /// <param name="fields">The form's fields with their labels in English, in the order in which they are shown.</param>
    /// <returns>Null where the order is as it was, or the form tells no version.</returns>
    Task<PageResult?> AskAsync(OrderId order, PostedForm form, string path, IReadOnlyList<OrderField> fields, CancellationToken ct);

    /// <summary>The number of the order's last event, for the form's field <c>seen</c>: from there on the page of an overtaken form tells what happened.</summary>
    Task<long> LastSeenAsync(OrderId order, CancellationToken ct);
}

/// <param name="Name">In the form.</param>
/// <param name="Now">What the order holds now; null for a field that the order does not have.</param>
public sealed record OrderField(string Name, string Label, Func<Channels.Contracts.IncomingOrder, string>? Now = null);
