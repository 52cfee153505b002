//! CRC-32 as zip uses it (ISO 3309, reflected polynomial 0xEDB88320).

/// For half a byte at a time: a table for whole bytes is 1 kB that no compression makes smaller.
const TABLE: [u32; 16] = table();

const fn table() -> [u32; 16] {
    let mut table = [0; 16];
    let mut half: u32 = 0;
    while half < 16 {
        let mut crc = half;
        let mut bit = 0;
        while bit < 4 {
            crc = if crc & 1 == 1 { (crc >> 1) ^ 0xEDB8_8320 } else { crc >> 1 };
            bit += 1;
        }
        table[half as usize] = crc;
        half += 1;
    }
    table
}

pub(super) fn crc32(bytes: &[u8]) -> u32 {
    let half = |crc: u32, bits: u8| (crc >> 4) ^ TABLE[((crc ^ u32::from(bits)) & 0xF) as usize];
    !bytes.iter().fold(!0, |crc, byte| half(half(crc, *byte), byte >> 4))
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_check_value_of_the_standard() {
        assert_eq!(super::crc32(b"123456789"), 0xCBF4_3926);
    }
}
