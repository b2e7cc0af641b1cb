namespace Entrepot.Kernel;

/// <summary>Outer size in millimetres. Order of the sides carries no meaning unless a method says so.</summary>
public readonly record struct Dimensions(int LengthMillimetres, int WidthMillimetres, int HeightMillimetres)
{
    public long VolumeCubicMillimetres => (long)LengthMillimetres * WidthMillimetres * HeightMillimetres;
    public int Longest => Math.Max(LengthMillimetres, Math.Max(WidthMillimetres, HeightMillimetres));

    public bool IsKnown => LengthMillimetres > 0 && WidthMillimetres > 0 && HeightMillimetres > 0;
}
