namespace Entrepot.Channels.Contracts;

/// <summary>How busy the front door of this process is with orders that come one by one.</summary>
public interface IFrontDoor
{
    /// <summary>Many callers stand there with an order each and wait for its answer, or did a moment ago: what can wait itself then gives way to them.</summary>
    bool IsCrowded { get; }
}
